// Words that do not stand out from what is behind them: those whose contrast is below 4.5.
() => {
  const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(
      v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const pixel = colours => {
    const key = colours.join("|");
    if (!known.has(key)) {
      canvas.clearRect(0, 0, 1, 1);
      colours.forEach(c => { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); });
      known.set(key, Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3));
    }
    return known.get(key);
  };
  const poor = new Set();
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = Array.from(element.childNodes).some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const behind = [];
    for (let up = element; up; up = up.parentElement) {
      behind.unshift(getComputedStyle(up).backgroundColor);
    }
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    const back = pixel(["white", ...behind]);
    const front = pixel([`rgb(${back})`, colour]);
    const [a, b] = [luminance(back), luminance(front)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.add(`${element.getAttribute("class") || element.tagName} `
      + `${element.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return Array.from(poor).slice(0, 10);
}
