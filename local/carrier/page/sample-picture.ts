const WIDTH = 320;
const HEIGHT = 240;
const SKIES = ["#f6b26b", "#6fa8dc", "#93c47d", "#8e7cc3"];

/** A picture as somebody might take one: a house below a sky of some colour, as PNG. */
export function samplePicture(): { contentType: string; base64: string } {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw");
  context.fillStyle = SKIES[Math.floor(Math.random() * SKIES.length)] ?? "#6fa8dc";
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = "#4a6b3a";
  context.fillRect(0, 180, WIDTH, 60);
  context.fillStyle = "#f2ead8";
  context.fillRect(90, 120, 140, 80);
  context.fillStyle = "#7a3b2e";
  context.beginPath();
  context.moveTo(75, 120);
  context.lineTo(160, 60);
  context.lineTo(245, 120);
  context.fill();
  context.fillStyle = "#24415f";
  context.fillRect(150, 78, 60, 30);
  context.fillRect(145, 150, 32, 50);
  const [, base64 = ""] = canvas.toDataURL("image/png").split(",");
  return { contentType: "image/png", base64 };
}
