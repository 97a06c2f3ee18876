// What a reader would see as a fault of a chart: text over text, or cut off at the frame.
export function faultsOfCharts(tab) {
  return tab.evaluate(() => {
    const found = [];
    for (const chart of document.querySelectorAll('.chart')) {
      const frame = chart.getBoundingClientRect();
      const texts = [...chart.querySelectorAll('svg text')].filter((text) => text.textContent.trim()).map((text) => [text.textContent, text.getBoundingClientRect()]);
      const scrolls = chart.querySelectorAll('svg clipPath').length > 0;
      texts.forEach(([one, a], i) => {
        if (!scrolls && (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)) found.push(`${chart.id}: "${one}" is cut`);
        for (const [other, b] of texts.slice(i + 1))
          if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4) found.push(`${chart.id}: "${one}" over "${other}"`);
      });
    }
    return found;
  });
}
