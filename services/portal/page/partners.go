package page

// partnerDone are what succeeded in the post room and with the partners.
var partnerDone = map[string]string{
	"post-vastgelegd":    "Vastgelegd. Het staat in het bewijs van de zaak.",
	"post-al-gedaan":     "Dit is intussen al afgehandeld.",
	"noodstop-aan":       "De noodstop staat aan.",
	"noodstop-uit":       "De noodstop is opgeheven. Kijk hieronder wat er nog tegengehouden is.",
	"post-vrijgegeven":   "De berichten gaan nu uit.",
	"post-weggegooid":    "De berichten zijn weggegooid en gaan niet meer uit.",
	"koppeling-bewaard":  "De koppeling is bewaard.",
	"koppeling-pauze":    "De koppeling staat stil. Nieuwe berichten wachten tot u hem hervat.",
	"koppeling-hervat":   "De koppeling werkt weer. Wat wachtte, wordt nu verstuurd.",
	"koppeling-weg":      "De koppeling is weggehaald.",
	"koppeling-opnieuw":  "Het bericht wordt opnieuw verstuurd.",
	"melding-beantwoord": "Uw antwoord is vastgelegd. Het SOT en het kantoor zien het meteen.",
}
