// Leaflet is fetched only when a map is really used. Its file sets window.L.
let loading = null;

export function leaflet({ leaflet: script, leafletCss: style }) {
  loading ||= Promise.all([import(script), styled(style)]).then(() => window.L);
  return loading;
}

function styled(href) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = resolve;
    // Before our own sheets, so that those have the last word.
    document.head.prepend(link);
  });
}
