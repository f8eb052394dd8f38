// Package replicas tests Traject with two of every service and of the worker, as pods stand beside each other in a cluster: what one does the
// other knows, nothing is done twice, and of one that stops nothing is lost.
package replicas
