// SPDX-License-Identifier: BSD-2-Clause
// Reads {"regexps": [...], "lines": [...]}; prints, for each line, what each expression captures.
'use strict';
const { regexps, lines } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const expressions = regexps.map((text) => new RegExp(text));
const groups = (match) => (match ? [...match].map((group) => group ?? null) : null);
console.log(JSON.stringify(lines.map((line) => expressions.map((e) => groups(e.exec(line))))));
