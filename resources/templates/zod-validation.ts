// Takes an order only as its schema has it, and says of each field what is wrong. Zod is installed from npm.
// Try: curl -X POST <url> -H 'content-type: application/json' -d '{"email":"ada@example.com","items":[{"name":"Tea","count":2}]}'
import { z } from 'zod';

const orderSchema = z.object({
  email: z.email(),
  items: z.array(z.object({ name: z.string().min(1), count: z.int().min(1).max(100) })).min(1),
});

export default {
  async fetch(request: Request): Promise<Response> {
    const read = orderSchema.safeParse(await request.json().catch(() => null));
    if (!read.success) {
      const problems = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      return Response.json({ problems }, { status: 422 });
    }
    const { email, items } = read.data;
    const count = items.reduce((sum, item) => sum + item.count, 0);
    return Response.json({ email, count }, { status: 201 });
  },
};
