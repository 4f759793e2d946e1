/* Checks the signed statement of a certificate's QR code on the phone: certificates/offline/payload.py. */
const root = document.querySelector("[data-offline-check]");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:";
const EPOCH = Date.UTC(2020, 0, 1);
const DAY = 86400000;
const ANSWERS = ["good", "over", "bad", "old"];

function decode(text) {
  const bytes = [];
  for (let start = 0; start < text.length; start += 3) {
    const group = [...text.slice(start, start + 3)];
    const number = group.reduceRight((sum, char) => {
      const digit = ALPHABET.indexOf(char);
      if (digit < 0) throw new Error("character");
      return sum * 41 + digit;
    }, 0);
    if (number >= 256 ** (group.length - 1)) throw new Error("range");
    if (group.length === 3) bytes.push(number >> 8);
    bytes.push(number & 255);
  }
  return Uint8Array.from(bytes);
}

function read(link) {
  const url = new URL(link, window.location.href);
  const [, code] = url.pathname.match(/\/verify\/([^/]+)\/$/) || [];
  const content = decode(url.hash.slice(1));
  const body = content.slice(0, -64);
  if (!code || body.length < 11 || body[0] !== 1) throw new Error("form");
  return { code, body, signature: content.slice(-64) };
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const number = (body, place) => body[place] * 256 + body[place + 1];
const day = (days) => new Date(EPOCH + days * DAY);

async function verify({ code, body, signature }) {
  const key = JSON.parse(root.dataset.keys).find((one) => one.id === hex(body.slice(1, 5)));
  if (!key) return "old";
  const { verifyAsync } = await import(root.dataset.library);
  const prefix = new TextEncoder().encode(`lms-certificate-qr-1\n${code}\n`);
  const message = new Uint8Array([...prefix, ...body]);
  const publicKey = Uint8Array.from(key.key.match(/../g), (pair) => parseInt(pair, 16));
  return (await verifyAsync(signature, message, publicKey)) ? "good" : "bad";
}

function fill({ code, body }) {
  const [name, title] = new TextDecoder().decode(body.slice(11)).split("\x1f");
  const minutes = number(body, 9);
  const expires = number(body, 7);
  const format = (date) =>
    `${String(date.getUTCDate()).padStart(2, "0")}/${String(date.getUTCMonth() + 1).padStart(2, "0")}/${date.getUTCFullYear()}`;
  const facts = {
    name,
    title,
    hours: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`,
    issued: format(day(number(body, 5))),
    expires: format(day(expires)),
    code: code.match(/.{1,4}/g).join("-"),
  };
  for (const [key, value] of Object.entries(facts)) root.querySelector(`[data-fact="${key}"]`).textContent = value;
  part("expiry").hidden = !expires;
  part("over").hidden = !expires || day(expires).getTime() + DAY > Date.now();
}

async function check(link) {
  ANSWERS.forEach((name) => (part(name).hidden = true));
  let answer = "bad";
  try {
    const statement = read(link);
    answer = await verify(statement);
    if (answer === "good") fill(statement);
  } catch {
    answer = "bad";
  }
  part(answer).hidden = false;
  part(answer).scrollIntoView({ block: "nearest" });
}

async function prepare() {
  try {
    await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.scope });
    await navigator.serviceWorker.ready;
    part("ready").hidden = false;
  } catch {
    part("unsupported").hidden = false;
  }
}

part("form").hidden = false;
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  check(root.querySelector("#offline-link").value.trim());
});
const here = () => window.location.hash.length > 90 && check(window.location.href);
window.addEventListener("hashchange", here);
here();
if ("serviceWorker" in navigator) prepare();
else part("unsupported").hidden = false;
