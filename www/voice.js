// 朗读: reads the screen aloud. Only a voice that is on the device may: one from the network would be told what the person said.

const { speechSynthesis: synthesis, document: { documentElement: root } } = self;

/** The voices that speak the language of the page, as the systems name them; Cantonese reads the same signs otherwise. */
const SPEAKS = /^en/.test(root.lang) ? /^en/ : /^(zh|cmn).(CN|Hans)/;

const voiceHere = () => synthesis.getVoices().find(it => it.localService && SPEAKS.test(it.lang));

const look = () => root.classList.toggle('can-speak', !!voiceHere());

/** A line after the other: some engines fall silent in the midst of a long text. */
const read = () => {
  for (const line of document.querySelector('main').innerText.split('\n')) {
    const utterance = new SpeechSynthesisUtterance(line);
    utterance.voice = voiceHere();
    utterance.lang = utterance.voice.lang;
    synthesis.speak(utterance);
  }
};

if (synthesis) {
  look();
  synthesis.onvoiceschanged = look;
  self.addEventListener('pagehide', () => synthesis.cancel());
  self.addEventListener('popstate', () => synthesis.cancel());
  // Whatever is pressed while it reads ends the reading: the screen may be another by then.
  self.addEventListener('click', ({ target }) => {
    const wanted = target.className === 'speak' && !synthesis.speaking;
    synthesis.cancel();
    if (wanted) read();
  });
}
