// A page with a form, and what becomes of it: open the URL in a browser.
export default {
  async fetch(request) {
    if (request.method === 'GET') return page('<p>Who are you?</p>');

    const form = await request.formData();
    const name = String(form.get('name') ?? '').trim();
    return page(name === '' ? '<p>Please tell a name.</p>' : `<p>Hello, ${escaped(name)}!</p>`);
  },
};

function page(message) {
  const html = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Greeting</title></head>
  <body>
    ${message}
    <form method="post">
      <label>Name <input name="name" autofocus></label>
      <button>Send</button>
    </form>
  </body>
</html>`;
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}

/** What a person types may be HTML. Shown as it is, it could run scripts in somebody else's browser. */
function escaped(text) {
  const names = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (letter) => names[letter]);
}
