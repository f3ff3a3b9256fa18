const SIGN = String.raw`(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)\p{Emoji_Modifier}?`;
const EMOJI = String.raw`(?:\p{Regional_Indicator}{2}|${SIGN}(?:\u200D(?:\p{Emoji}\uFE0F?)\p{Emoji_Modifier}?)*)`;
const FEW = new RegExp(`^\\s*(?:${EMOJI}\\s*){1,3}$`, 'u');
/** In UTF-16 units: no emoji is as long. */
const LONGEST = 64;

/** Whether a text is one to three emoji and nothing else: then they are what is said, and shown large. */
export function isFewEmoji(text: string): boolean {
  return text.length <= LONGEST && FEW.test(text);
}
