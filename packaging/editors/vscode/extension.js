// SPDX-License-Identifier: BSD-2-Clause
"use strict";
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const [command, ...args] = workspace.getConfiguration("mkpart").get("command");
  client = new LanguageClient("mkpart", "mkpart", { command, args }, {
    documentSelector: [{ language: "mkpart" }, { language: "mkpart-json" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.dtb") },
  });
  return client.start();
};

exports.deactivate = () => client && client.stop();
