// node check.cjs MODULES FILE: validates a package as an upload there would be; prints JSON.
const { mkdtempSync, mkdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');

const [, , modules, file] = process.argv;
const load = createRequire(path.join(modules, 'package.json'));
const H5P = load('@lumieducation/h5p-server');

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'h5p-check-'));
  const at = (name) => {
    mkdirSync(path.join(folder, name));
    return path.join(folder, name);
  };
  const config = new H5P.H5PConfig(undefined, { maxFileSize: 2 ** 30, maxTotalSize: 2 ** 30 });
  const editor = H5P.fs(
    config,
    at('libraries'),
    at('temporary'),
    at('content'),
  );
  const user = { id: '1', name: 'Test', email: 'test@example.org', type: 'local' };
  const { installedLibraries, metadata, parameters } = await editor.uploadPackage(file, user);
  const saved = await editor.saveOrUpdateContent(
    undefined,
    parameters,
    metadata,
    `${metadata.mainLibrary} ${metadata.preloadedDependencies
      .filter((row) => row.machineName === metadata.mainLibrary)
      .map((row) => `${row.majorVersion}.${row.minorVersion}`)}`,
    user,
  );
  process.stdout.write(
    JSON.stringify({ installed: installedLibraries.length, title: metadata.title, parameters, saved }),
  );
}

main().catch((error) => {
  process.stderr.write(`${error.errorId || ''} ${error.message || error}\n${error.stack}`);
  process.exit(1);
});
