// Runs before a page's own scripts and tells the tests whether the server still owes it an answer: `window.unanswered`.
// Streamlit's messages are protobuf; of each only the numbers of its fields are read (BackMsg.proto, ForwardMsg.proto).
(() => {
  const RERUN_SCRIPT = 11, SCRIPT_FINISHED = 6, FINISHED_EARLY_FOR_RERUN = 2;
  const VARINT = 0;

  function varint(bytes, at) {
    let value = 0, worth = 1, byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * worth;
      worth *= 128;
    } while (byte > 127);
    return [value, at];
  }

  // Field number -> its value where that is a plain number, else its length.
  function fields(data) {
    const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
    const found = new Map();
    for (let at = 0, tag, value; at < bytes.length; ) {
      [tag, at] = varint(bytes, at);
      [value, at] = varint(bytes, at);
      found.set(tag >>> 3, value);
      if ((tag & 7) !== VARINT) at += value;
    }
    return found;
  }

  function hear({ data }) {
    const status = fields(data).get(SCRIPT_FINISHED);
    if (status !== undefined && status !== FINISHED_EARLY_FOR_RERUN) window.unanswered = false;
  }

  window.unanswered = false;
  window.WebSocket = class extends window.WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", hear);
    }
    send(data) {
      if (fields(data).has(RERUN_SCRIPT)) window.unanswered = true;
      super.send(data);
    }
  };
})();
