// Several addresses in one function, found by Hono (https://hono.dev), which is installed from npm.
// Try: curl <url>/items/tea
import { Hono } from 'hono';

// The function's route without its "/*": change both together.
const app = new Hono().basePath('/shop');

const items = new Map([
  ['tea', { name: 'Tea', price: 3 }],
  ['milk', { name: 'Milk', price: 1 }],
]);

app.get('/items', (c) => c.json([...items.values()]));
app.get('/items/:id', (c) => {
  const item = items.get(c.req.param('id'));
  return item ? c.json(item) : c.json({ error: 'There is no such item.' }, 404);
});
app.notFound((c) => c.json({ error: `Nothing answers ${c.req.method} ${c.req.path}.` }, 404));

export default app;
