// A page opened from disk may neither start a worker from a file nor read the index. Both stand in scripts beside this one, which any page may load; the theme takes them from `__search`.
if (location.protocol === 'file:') {
  const folder = new URL('.', document.currentScript.src);
  document.write(`<script src="${new URL('search_worker.js', folder)}"></scr` + 'ipt>');
  var fulcrumSearch = {};
  var __search = {
    get worker() { return URL.createObjectURL(new Blob([fulcrumSearch.worker], { type: 'text/javascript' })); },
    index: new Promise((resolve) => {
      fulcrumSearch.indexRead = resolve;
      const script = document.createElement('script');
      script.src = new URL('search_index.js', folder);
      document.head.append(script);
    }),
  };
}
