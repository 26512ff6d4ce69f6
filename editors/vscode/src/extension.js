// Starts `hierc lsp` for .hier files, and says what to install where it is not there.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

function settings() {
  return vscode.workspace.getConfiguration("hier");
}

async function start() {
  const [command, ...args] = settings().get("command");
  const options = {
    documentSelector: [{ language: "hier" }],
    initializationOptions: { panel: settings().get("panel"), catalog: settings().get("catalog") },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.hier") },
  };
  client = new LanguageClient("hier", "hier", { command, args, transport: TransportKind.stdio }, options);
  try {
    await client.start();
  } catch (problem) {
    client = undefined;
    vscode.window.showWarningMessage(
      `hier: ${command} does not start (${problem.message}). Highlighting works without it; ` +
        "for the rest: pip install '/path/to/checkout[lsp]', or set hier.command.",
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("hier.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("hier") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
