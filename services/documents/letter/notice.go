package letter

import "fmt"

// NoticeKind is the kind of a notice, as the notifications service names it.
type NoticeKind string

// Notice tells a parent on paper that something waits. What it is about stands in Traject, or in the letter that goes along.
type Notice struct {
	about noticeWords
	// Enclosed: the letter that it is about goes along.
	Enclosed bool
}

type noticeWords struct{ subject, text string }

// notices that a parent can get. Each says no more than an e-mail would: an envelope can be opened by others.
var notices = map[NoticeKind]noticeWords{
	"task":       {"Wij vragen iets van u", "Wij vragen iets van u. In Traject staat wat dat is, waarom wij het vragen, en voor welke datum."},
	"received":   {"Wij hebben een aanvraag ontvangen", "Wij hebben een aanvraag ontvangen waar u bij betrokken bent. In Traject staat hoe het nu verder gaat."},
	"letter":     {"Er is een brief voor u", "Er is een brief voor u. Lees hem op tijd: in de brief kan een datum staan die voor u belangrijk is."},
	"ended":      {"Een zaak is gestopt", "Een zaak waar u bij betrokken bent, is gestopt. In Traject staat waarom."},
	"reminder":   {"Er is binnenkort iets van u nodig", "Er is binnenkort iets van u nodig. In Traject staat wat wij vragen en voor welke datum."},
	"overdue":    {"Wij wachten nog op u", "Wij vroegen u iets, en de datum daarvoor is voorbij. Doe het zo snel mogelijk. In Traject staat wat het is."},
	"objection":  {"Wij hebben een bezwaar ontvangen", "Wij hebben een bezwaar ontvangen waar u bij betrokken bent. In Traject staat hoe het nu verder gaat."},
	"buitenkans": {"Er is iets afgesproken of veranderd", "In een zaak waar u bij betrokken bent, is iets afgesproken of veranderd. In Traject staat wat dat is."},
	"placement":  {"Er is nieuws in een zaak", "In een zaak waar u bij betrokken bent, is iets veranderd of klaar. In Traject staat wat dat is en of er iets van u nodig is."},
}

// NoticeOf is the notice of a kind; false when a parent gets none of that kind.
func NoticeOf(kind NoticeKind, enclosed bool) (Notice, bool) {
	about, ok := notices[kind]
	return Notice{about, enclosed}, ok
}

func (Notice) title() string { return "Bericht op papier" }

func (Notice) signed(Message) (signer, origin string) { return byOffice() }

func (n Notice) words(head Letterhead, m Message, _ Addressee) Words {
	news := Section{Heading: "Waarom wij u schrijven", Text: []string{n.about.text}}
	if n.Enclosed {
		news.Text = append(news.Text, "De brief zit bij dit blad.")
	}
	return Words{Subject: n.about.subject, Sections: []Section{news, n.whereToRead(head, m), electronic(), questions(head, m)}}
}

func (n Notice) whereToRead(head Letterhead, m Message) Section {
	heading, how := "Zo leest u het", "Log in op Traject en kies de zaak met kenmerk %s. Lukt dat niet, of wilt u het liever op papier? Vraag het ons. Wij sturen u dan alles wat u mag lezen met de post."
	if n.Enclosed {
		heading, how = "Ook in Traject", "De brief staat ook in Traject. Log in op Traject en kies de zaak met kenmerk %s. Wilt u meer stukken op papier? Vraag het ons."
	}
	return Section{Heading: heading, Text: []string{
		fmt.Sprintf(how, m.CaseID),
		fmt.Sprintf("U hoeft niet zelf in te loggen om uw rechten te houden. Wat u ons op papier stuurt, telt net zo goed. Zet het kenmerk erop en stuur het naar %s.", head.Name),
	}}
}

// electronic explains why this came on paper (Awb 2:8), and how to change that.
func electronic() Section {
	return Section{Heading: "Waarom op papier", Text: []string{
		"U krijgt dit op papier omdat u ons niet hebt gezegd dat wij u digitaal mogen schrijven, of omdat onze e-mail niet aankwam " +
			"(Algemene wet bestuursrecht, artikel 2:8 en 2:11). Wilt u het voortaan digitaal? Dat kunt u in Traject zeggen, bij Instellingen voor berichten.",
	}}
}
