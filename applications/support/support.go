// Package support is the helping hand: a knowledge base of frequent questions that is searched in both languages, and
// the tickets people open when it did not help (S4-08). It prints nothing and keeps nothing itself: entries come from
// templates, tickets from a Store.
package support
