/* Cards sorted into categories: by dragging, by tapping a category, by keyboard. */
(function (IOM) {
  'use strict';

  const isOrder = (order, size) => Array.isArray(order) && order.length === size
    && order.slice().sort((a, b) => a - b).every((value, index) => value === index);

  IOM.IndicatorSort = class extends IOM.Activity {
    constructor(params, contentId, extras) {
      super(params, contentId, extras);
      this.cards = this.params.cards || [];
      this.categories = this.params.categories || [];
      this.stateRead(this.extras.previousState || {});
      // Taken up at its end, it was reported when it ended.
      this.isFinished = this.isSorted();
    }

    /** Whether every card has its place. */
    isSorted() {
      return this.cards.length > 0 && this.placed.length === this.cards.length;
    }

    /** Take up a saved state if it still fits this content, else begin. */
    stateRead(state) {
      const placed = Array.isArray(state.placed) ? state.placed : [];
      const fits = isOrder(state.order, this.cards.length) && placed.length <= this.cards.length
        && placed.every((value) => Number.isInteger(value) && this.categories[value]);
      const indexes = this.cards.map((card, index) => index);
      this.order = fits ? state.order : this.orderNew(indexes);
      // The category chosen for each card, in the order in which the cards are shown.
      this.placed = fits ? placed.slice() : [];
    }

    orderNew(indexes) {
      return (this.params.behaviour || {}).shuffle === false ? indexes : IOM.shuffled(indexes);
    }

    /** Index of the category where a card belongs. */
    rightOf(card) {
      return Number(this.cards[card].category) - 1;
    }

    getScore() {
      return this.placed.filter((choice, place) => choice === this.rightOf(this.order[place])).length;
    }

    getMaxScore() {
      return this.cards.length;
    }

    getCurrentState() {
      return {order: this.order, placed: this.placed};
    }

    resetTask() {
      this.stateRead({});
      this.isFinished = false;
      this.activityStartTime = Date.now();
      if (this.root) {
        this.render();
      }
    }

    render() {
      if (this.placed.length >= this.cards.length) {
        this.renderEnd();
      } else {
        this.renderCard();
      }
    }

    renderCard() {
      const card = this.order[this.placed.length];
      const buttons = this.categories.map((category, index) => IOM.element('button', {
        type: 'button', class: 'iom-button', text: category,
        onclick: () => this.place(index),
      }));
      const shown = IOM.element('p', {
        class: 'iom-card', id: 'iom-card-' + this.contentId, text: this.cards[card].text,
      });
      buttons.forEach((button) => button.setAttribute('aria-describedby', shown.id));
      this.show([
        this.params.instruction ? IOM.element('p', {text: this.params.instruction}) : null,
        this.last,
        IOM.element('p', {
          text: this.word('card', {number: this.placed.length + 1, total: this.cards.length}),
        }),
        shown,
        IOM.element('ul', {class: 'iom-categories'}, buttons.map(
          (button) => IOM.element('li', {}, [button])
        )),
      ]);
      this.draggable(shown, buttons);
    }

    /** Let the card follow the pointer; dropped on a category it is placed there. */
    draggable(card, buttons) {
      let start = null;
      const over = (event) => buttons.findIndex((button) => {
        const box = button.getBoundingClientRect();
        return event.clientX >= box.left && event.clientX <= box.right
          && event.clientY >= box.top && event.clientY <= box.bottom;
      });
      const end = () => {
        start = null;
        card.classList.remove('is-dragged');
        card.style.transform = '';
        buttons.forEach((button) => button.classList.remove('is-over'));
      };
      card.addEventListener('pointerdown', (event) => {
        start = event;
        card.setPointerCapture(event.pointerId);
        card.classList.add('is-dragged');
      });
      card.addEventListener('pointermove', (event) => {
        if (start) {
          const x = event.clientX - start.clientX;
          const y = event.clientY - start.clientY;
          card.style.transform = 'translate(' + x + 'px, ' + y + 'px)';
          const target = over(event);
          buttons.forEach((button, index) => button.classList.toggle('is-over', index === target));
        }
      });
      card.addEventListener('pointerup', (event) => {
        const target = start ? over(event) : -1;
        end();
        if (target >= 0) {
          this.place(target);
        }
      });
      card.addEventListener('pointercancel', end);
    }

    place(category) {
      const card = this.order[this.placed.length];
      this.placed.push(category);
      const said = this.feedback(card, category);
      this.last = said;
      this.render();
      this.announce(Array.from(said.children, (part) => part.textContent).join(' '));
      const target = this.root.querySelector('.iom-categories .iom-button, [tabindex="-1"]');
      if (target) {
        target.focus();
      }
    }

    /** What is said of a card: whether it was right in words, where it belongs, and why. */
    feedback(card, category) {
      const right = this.rightOf(card);
      const isRight = category === right;
      const word = isRight ? this.word('right')
        : this.word('wrong', {category: this.categories[right] || ''});
      return IOM.element('div', {class: 'iom-feedback iom-feedback--' + (isRight ? 'good' : 'risk')}, [
        IOM.element('p', {text: this.cards[card].text}),
        IOM.element('p', {class: 'iom-feedback__word', text: word}),
        this.cards[card].feedback ? IOM.element('p', {text: this.cards[card].feedback}) : null,
      ]);
    }

    renderEnd() {
      this.last = null;
      const groups = this.categories.map((category, index) => {
        const items = this.order.map((card, place) => [card, this.placed[place]])
          .filter(([card]) => this.rightOf(card) === index)
          .map(([card, choice]) => IOM.element('li', {}, [this.feedback(card, choice)]));
        return IOM.element('section', {class: 'iom-sorted'}, [
          IOM.element('h2', {text: category}),
          IOM.element('ul', {class: 'iom-list'}, items),
        ]);
      });
      this.show([
        ...this.ending(() => {
          this.resetTask();
          this.root.querySelector('.iom-categories .iom-button').focus();
        }),
        ...groups,
      ]);
      // Shown early by a surrounding activity, it reports nothing.
      if (this.isSorted() && !this.isFinished) {
        this.trigger(this.answer());
        this.finish();
      }
    }

    /** The whole sorting as one statement of the interaction type "matching". */
    answer() {
      const pattern = (choose) => this.order.map((card, place) => card + '[.]' + choose(card, place))
        .join('[,]');
      return this.statement('answered', {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'matching',
        name: this.languageMap(this.getTitle()),
        description: this.languageMap(this.params.instruction || this.getTitle()),
        source: this.cards.map((card, index) => ({
          id: String(index), description: this.languageMap(card.text),
        })),
        target: this.categories.map((category, index) => ({
          id: String(index), description: this.languageMap(category),
        })),
        correctResponsesPattern: [pattern((card) => this.rightOf(card))],
      }, {
        response: pattern((card, place) => (place in this.placed ? this.placed[place] : '')),
        success: this.isPassed(),
        completion: this.isSorted(),
        score: this.scoreOf(this.getScore(), this.getMaxScore()),
        duration: this.duration(),
      });
    }

    /** H5P's contract of a question. */
    getXAPIData() {
      return {statement: this.answer().data.statement};
    }

    /** H5P's contract of a question: the solutions are part of the end. */
    showSolutions() {
      this.renderEnd();
    }
  };
}(window.IOM));
