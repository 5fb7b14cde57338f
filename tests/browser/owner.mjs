// How the owner comes in. The password is chosen once in a world, by command or on the first-run page.

export const PASSWORD = "潮水一天來兩次 twice a day";

/** Chooses the owner's password by command. */
export const choosePassword = (world) => world.run({ input: `${PASSWORD}\n` }, "owner", "password");

/** Makes a visitor the owner, on the page where people do that. */
export async function signIn(context, world) {
  const page = await context.newPage();
  await page.goto(world.url("/login"));
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").click();
  await page.waitForURL("**/read");
  await page.close();
}

/** Sets what a visitor has chosen for pages: `{ view: "cards", theme: "sepia" }`; nothing is as at first. */
export async function chooseLook(context, world, chosen = {}) {
  await context.clearCookies({ name: "longwire_look" });
  const value = Object.entries(chosen).map(([name, choice]) => `${name}_${choice}`).join(".");
  if (value) await context.addCookies([{ name: "longwire_look", value, url: world.base }]);
}
