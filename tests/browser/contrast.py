"""Contrast of text as WCAG 2 measures it: at least 4.5 to 1."""

LEAST = 4.5
COLOURS = """() => {
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = new Map();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const pair = [getComputedStyle(element).color, behind(element)];
    found.set(pair.join(' on '), [...pair, element.tagName + '.' + element.className]);
  }
  return [...found.values()];
}"""


def luminance(colour):
    red, green, blue = (float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def too_pale(tab):
    """Colours of text that do not stand out enough, with an element that has them."""
    pairs = tab.evaluate(COLOURS)
    assert pairs
    return [(round(contrast(a, b), 2), a, b, where) for a, b, where in pairs if contrast(a, b) < LEAST]
