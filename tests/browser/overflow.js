// What is wider than its parent or the window, as "tag.class: text" lines; of an SVG only the outermost element counts.
() => {
  const seen = new Set(), wide = [];
  const named = el => `${el.tagName.toLowerCase()}.${el.className?.baseVal ?? el.className}: ${(el.textContent || "").trim().slice(0, 40)}`;
  for (const el of document.body.querySelectorAll("*")) {
    if (el.closest(".vh, .skip, caption") || el.parentElement.closest("svg") || el.getClientRects().length === 0) continue;
    const box = el.getBoundingClientRect(), style = getComputedStyle(el);
    if (box.width === 0) continue;
    let outer = el.parentElement;
    while (getComputedStyle(outer).display === "contents") outer = outer.parentElement;
    const parent = outer.getBoundingClientRect();
    const escapes = box.right > parent.right + 1 && style.display !== "inline";
    const beyond = box.right > innerWidth + 1 || box.left < -1;
    const spills = el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && style.display !== "inline" && el.tagName !== "svg";
    if (escapes || beyond || spills) {
      const what = named(el);
      if (!seen.has(what)) { seen.add(what); wide.push(what); }
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wide.push(`the page: ${document.documentElement.scrollWidth}`);
  return wide.slice(0, 12);
}
