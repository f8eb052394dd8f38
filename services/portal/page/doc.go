// Package page makes the HTML of the portal. It knows what things look like and how they are said in plain Dutch;
// it reads nothing and decides nothing.
package page
