// An engine of its own for the game, so that the lab answers meanwhile, and a long review can be stopped.

export class Engine {
  /** `texts`: { worker, engine } as the page holds them. */
  constructor(texts) { this.texts = texts; this.waiting = new Map(); this.asked = 0; this.worker = null; }

  start() {
    const url = URL.createObjectURL(new Blob([this.texts.worker], { type: 'text/javascript' }));
    this.worker = new Worker(url);
    this.ready = new Promise((resolve) => {
      this.worker.onmessage = ({ data }) => {
        if (data.kind === 'ready') { URL.revokeObjectURL(url); resolve(); return; }
        this.waiting.get(data.id)?.(data.answer);
        this.waiting.delete(data.id);
      };
    });
    this.worker.postMessage({ kind: 'start', own: [], engine: this.texts.engine });
  }
  async ask(question) {
    if (!this.worker) this.start();
    await this.ready;
    return new Promise((resolve) => { const id = ++this.asked; this.waiting.set(id, resolve); this.worker.postMessage({ kind: 'ask', id, question }); });
  }
  /** Ends whatever is worked on; what was asked gets no answer. */
  stop() { this.worker?.terminate(); this.worker = null; this.waiting.clear(); }
}
