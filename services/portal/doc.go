// Package portal is where people do their work in Traject: an intern begeleider applies and follows, the SOT, the office,
// the experts, the Buitenkans and the director do their tasks, parents and receiving schools see what is theirs. Pages are made on the
// server and work without JavaScript; htmx and server-sent events make what is on screen follow what others do.
//
// The portal keeps nothing but sessions. Everything it shows it reads from the other services with the access token of
// the signed-in person, so that it can never show more than that person may see.
package portal
