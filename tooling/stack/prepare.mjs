// Before `npm start` and `npm test`: is this machine fit, are packages installed, is everything built?
// This file must run on any Node there is, so its syntax is old and the rest is loaded only once the version is known.
import process from 'process';

var parts = process.versions.node.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    'Node ' +
      process.versions.node +
      ' is too old: install Node 20.19 or newer (https://nodejs.org) and start again.\n',
  );
  process.exit(1);
} else {
  void import('./prepare-workspace.mjs').then(function (module) {
    return module.prepareWorkspace({ withBuild: process.argv.indexOf('--install-only') === -1 });
  });
}
