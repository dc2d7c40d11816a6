/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

/* Addresses have 64 bits, which numbers have not. */
const SMALLEST_VIEW = 4096n;
const LETTER_PERCENT = 1.2;
const LETTER_PIXELS = 9;
const LEAST_PERCENT = 0.2;

function endsOf(element) {
	return { first: BigInt(element.dataset.first), last: BigInt(element.dataset.last) };
}

function sizeOf(range) {
	return range.last - range.first + 1n;
}

function hex(address) {
	return "0x" + address.toString(16);
}

function sizeText(bytes) {
	const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
	let unit = 0;
	let value = Number(bytes);
	while (value >= 1024 && unit + 1 < units.length) {
		value /= 1024;
		unit++;
	}
	return String(Math.round(value * 10) / 10) + " " + units[unit];
}

/* Where an address is in what is seen, in percent. */
function percent(view, address) {
	return Number((address - view.first) * 1000000n / sizeOf(view)) / 10000;
}

/* What is written into a bar's pieces, and how wide the piece is in it, in percent. */
function lettersOf(svg) {
	const view = endsOf(svg);
	return [...svg.querySelectorAll(".letter")].map((element) => {
		const range = endsOf(element);
		const first = range.first < view.first ? view.first : range.first;
		const last = range.last > view.last ? view.last : range.last;
		return {
			svg, element, range,
			letter: element.dataset.letter,
			name: element.dataset.name || "",
			width: percent(view, last + 1n) - percent(view, first),
		};
	});
}

function pixelsOf(svg, width) {
	return svg.getBoundingClientRect().width * width / 100;
}

/* The letter and the name, where there is room for both. */
function label(letter, width) {
	const text = letter.letter + " " + letter.name;
	const fits = text.length * LETTER_PIXELS <= pixelsOf(letter.svg, width);
	return letter.name && fits ? text : letter.letter;
}

function makeButton(text, action) {
	const button = document.createElement("button");
	button.type = "button";
	button.textContent = text;
	button.addEventListener("click", action);
	return button;
}

/* --- zoom --------------------------------------------------------------------------------------- */

class Bar {
	constructor(strip) {
		const svg = strip.querySelector(".bar");
		this.whole = endsOf(svg);
		this.view = this.whole;
		this.current = 0;
		this.pieces = [...svg.querySelectorAll(".piece")]
			.map((element) => ({ element, range: endsOf(element) }))
			.sort((a, b) => (a.range.first < b.range.first ? -1 : 1));
		this.letters = lettersOf(svg);
		this.ends = strip.querySelectorAll(".ends span");
		this.listen();
		this.addTools(svg);
		this.addRows(strip);
		this.enlarged = [...strip.querySelectorAll(".enlarged .bar")].map(lettersOf);
		this.show(this.whole);
		window.addEventListener("resize", () => this.draw());
		window.addEventListener("beforeprint", () => this.forgetNames());
		window.addEventListener("afterprint", () => this.draw());
	}

	listen() {
		this.pieces.forEach((piece, index) => {
			const title = piece.element.querySelector("title").textContent;
			piece.element.setAttribute("role", "button");
			piece.element.setAttribute("aria-label", title);
			piece.element.addEventListener("click", () => this.zoomTo(index));
			piece.element.addEventListener("keydown", (event) => this.onKey(event, index));
			piece.element.addEventListener("focus", () => this.say(title));
		});
	}

	addTools(svg) {
		const tools = document.createElement("div");
		tools.className = "tools";
		this.status = document.createElement("p");
		this.status.className = "status";
		this.status.setAttribute("aria-live", "polite");
		tools.append(
			makeButton("Zoom in", () => this.scale(1n, 2n)),
			makeButton("Zoom out", () => this.scale(2n, 1n)),
			makeButton("Whole", () => this.show(this.whole)),
			this.status);
		svg.before(tools);
	}

	/* The list has a row for each piece, in the same order. */
	addRows(strip) {
		strip.querySelectorAll("td.range").forEach((cell, index) => {
			const button = makeButton(cell.textContent, () => this.zoomTo(index));
			button.className = "range";
			cell.replaceChildren(button);
		});
	}

	say(text) {
		this.status.textContent = text;
	}

	/* Shows a range, shifted where it would leave the strip. */
	show(range) {
		const size = sizeOf(range) < sizeOf(this.whole) ? sizeOf(range) : sizeOf(this.whole);
		let first = range.first < this.whole.first ? this.whole.first : range.first;
		if (first + size - 1n > this.whole.last)
			first = this.whole.last - size + 1n;
		this.view = { first, last: first + size - 1n };
		this.draw();
		this.say(`${hex(this.view.first)} to ${hex(this.view.last)}, ${sizeText(size)}`);
	}

	draw() {
		for (const piece of this.pieces)
			this.drawPiece(piece);
		for (const letter of this.letters)
			this.drawLetter(letter);
		for (const letter of this.enlarged.flat())
			letter.element.textContent = label(letter, letter.width);
		this.pieces.forEach((piece, index) =>
			piece.element.setAttribute("tabindex", index === this.current ? "0" : "-1"));
		this.ends[0].textContent = hex(this.view.first);
		this.ends[1].textContent = hex(this.view.last);
	}

	/* Start and width of what is seen of a range, in percent; null where nothing is. */
	place(range) {
		if (range.last < this.view.first || range.first > this.view.last)
			return null;
		const start = range.first < this.view.first ? 0 : percent(this.view, range.first);
		const end = range.last > this.view.last ? 100 : percent(this.view, range.last + 1n);
		return { start, width: end - start };
	}

	drawPiece(piece) {
		const place = this.place(piece.range);
		piece.element.setAttribute("visibility", place ? "visible" : "hidden");
		if (!place)
			return;
		piece.element.setAttribute("x", place.start + "%");
		piece.element.setAttribute("width", Math.max(place.width, LEAST_PERCENT) + "%");
	}

	drawLetter(letter) {
		const place = this.place(letter.range);
		const fits = place && place.width >= LETTER_PERCENT &&
			pixelsOf(letter.svg, place.width) >= LETTER_PIXELS;
		letter.element.setAttribute("visibility", fits ? "visible" : "hidden");
		if (!fits)
			return;
		letter.element.setAttribute("x", place.start + place.width / 2 + "%");
		letter.element.textContent = label(letter, place.width);
	}

	/* Paper is not as wide as the window. */
	forgetNames() {
		for (const letter of [this.letters, ...this.enlarged].flat())
			letter.element.textContent = letter.letter;
	}

	/* The piece with as much again on either side; once more: the whole. */
	zoomTo(index) {
		const range = this.pieces[index].range;
		const size = sizeOf(range);
		const before = this.view;
		this.current = index;
		this.show({ first: range.first - size, last: range.last + size });
		if (before.first === this.view.first && before.last === this.view.last)
			this.show(this.whole);
		this.pieces[index].element.focus();
	}

	/* About the piece that the keyboard is at, if it can be seen. */
	scale(multiplier, divisor) {
		let size = sizeOf(this.view) * multiplier / divisor;
		const range = this.pieces[this.current].range;
		let middle = (range.first + range.last + 1n) / 2n;
		if (middle < this.view.first || middle > this.view.last)
			middle = (this.view.first + this.view.last + 1n) / 2n;
		if (size < SMALLEST_VIEW)
			size = SMALLEST_VIEW;
		this.show({ first: middle - size / 2n, last: middle - size / 2n + size - 1n });
	}

	moveTo(index) {
		if (index < 0 || index >= this.pieces.length)
			return;
		const range = this.pieces[index].range;
		this.current = index;
		if (!this.place(range)) {
			const middle = (range.first + range.last + 1n) / 2n;
			const half = sizeOf(this.view) / 2n;
			this.show({ first: middle - half, last: middle + half - 1n });
		}
		this.draw();
		this.pieces[index].element.focus();
	}

	onKey(event, index) {
		const actions = {
			"ArrowLeft": () => this.moveTo(index - 1),
			"ArrowRight": () => this.moveTo(index + 1),
			"Home": () => this.moveTo(0),
			"End": () => this.moveTo(this.pieces.length - 1),
			"Enter": () => this.zoomTo(index),
			" ": () => this.zoomTo(index),
			"Escape": () => this.show(this.whole),
			"+": () => this.scale(1n, 2n),
			"-": () => this.scale(2n, 1n),
		};
		if (!Object.hasOwn(actions, event.key) || event.ctrlKey || event.altKey || event.metaKey)
			return;
		event.preventDefault();
		actions[event.key]();
	}
}

/* --- search ------------------------------------------------------------------------------------- */

/* "spi 55" and "intid 87" ask for that number; other words may be anywhere in the row. */
function matcher(query) {
	const tests = [];
	const rest = query.toLowerCase().replace(/\b(intid|spi|ppi)\s+(\d+)/g, (_, kind, number) => {
		tests.push((row) => (" " + row + " ").includes(` ${kind} ${number} `));
		return " ";
	});
	for (const word of rest.split(/\s+/))
		tests.push((row) => row.includes(word));
	return (row) => tests.every((test) => test(row));
}

function makeSearch(section) {
	const input = section.querySelector("input");
	const count = section.querySelector("output");
	const rows = [...section.querySelectorAll("tbody tr")];
	const texts = rows.map((row) =>
		["intid", ...[...row.cells].map((cell) => cell.textContent), row.dataset.search || ""]
			.join(" ").toLowerCase());

	function filter() {
		const matches = matcher(input.value);
		let shown = 0;
		rows.forEach((row, index) => {
			row.hidden = !matches(texts[index]);
			shown += row.hidden ? 0 : 1;
		});
		count.textContent = `${shown} of ${rows.length} shown`;
	}

	section.querySelector(".search").hidden = false;
	input.addEventListener("input", filter);
	filter();
}

document.querySelectorAll(".tools").forEach((hint) => { hint.hidden = false; });
document.querySelectorAll(".strip").forEach((strip) => new Bar(strip));
document.querySelectorAll(".searchable").forEach(makeSearch);
