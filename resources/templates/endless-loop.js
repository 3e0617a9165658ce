// See a limit at work: this never ends by itself. Run it, and Nexo stops it when its CPU time is used up
// and shows where it was. Other functions go on as if nothing had happened.
function handler() {
  let rounds = 0;
  while (true) {
    rounds += 1;
  }
}
