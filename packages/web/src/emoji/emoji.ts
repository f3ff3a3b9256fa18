const split = (text: string) => text.split(' ');

/** A small choice of what people use most: any other comes from the keyboard. */
export const EMOJI = {
  often: split('👍 ❤️ 😂 🎉 😮 😢 🙏 👀'),
  faces: split(
    '😀 😃 😄 😁 😆 😅 🤣 🙂 🙃 😉 😊 😇 🥰 😍 😘 😋 😜 🤪 🤨 🧐 🤓 😎 🥳 😏 😒 😞 😔 😟 😕 🙁 😣 😖 😫 😩 🥺 😭 😤 😠 🤯 😳 🥵 🥶 😱 😨 😰 🤗 🤔 🤭 🤫 😶 😐 😬 🙄 😴 🤤 😷 🤒 🤕 🤠 😈 👻 🤖',
  ),
  gestures: split(
    '👋 🤚 ✋ 👌 🤏 ✌️ 🤞 🤟 🤘 👈 👉 👆 👇 ☝️ 👎 ✊ 👊 👏 🙌 👐 🤝 💪 🙋 🙆 🤷 🤦 🙇 🏃 💃 👶 👩 👨 👵 👴 👪',
  ),
  nature: split(
    '🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐸 🐵 🐔 🐧 🦉 🐝 🦋 🐢 🐙 🐬 🐳 🌵 🌲 🌱 🍀 🌷 🌻 🍎 🍊 🍋 🍌 🍓 🍒 🥑 🥕 🌽 🍞 🧀 🍕 🍔 🌮 🍜 🍣 🍪 🎂 ☕ 🍵 🍺 🍷 ☀️ ⛅ 🌧️ ❄️ 🌈 🔥',
  ),
  things: split(
    '✅ ❌ ❗ ❓ 💯 ⭐ ✨ ⚡ 💡 🔔 🔒 🔑 📌 📎 📅 📈 📷 🎧 🎸 🎯 🏆 ⚽ 🎮 🚀 ✈️ 🚲 🚗 🏠 🏢 💻 📱 ⌚ 🧹 🛒 💰 💌 📝 📚 🧪 🐛 🛠️ ♻️ ➕ ➖ 💚 💙 💜 🧡 💛 🤍',
  ),
} as const;

export type EmojiGroup = keyof typeof EMOJI;
export const EMOJI_GROUPS = Object.keys(EMOJI) as EmojiGroup[];
