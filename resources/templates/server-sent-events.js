// Tells the time every half second, five times, over one connection. Try: curl -N <url>
// In a page: new EventSource('<url>').onmessage = (event) => console.log(event.data)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export default {
  fetch() {
    const events = new ReadableStream({
      async start(controller) {
        const encoder = new TextEncoder();
        for (let number = 1; number <= 5; number++) {
          const data = JSON.stringify({ number, time: new Date().toISOString() });
          controller.enqueue(encoder.encode(`id: ${number}\ndata: ${data}\n\n`));
          await pause(500);
        }
        controller.close();
      },
    });

    return new Response(events, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
    });
  },
};
