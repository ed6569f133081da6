/**
 * People come, move and go: {@link dev.pimento.people.People} says in steps what that takes, and
 * each {@link dev.pimento.people.Change} what it leaves behind.
 */
@NullMarked
package dev.pimento.people;

import org.jspecify.annotations.NullMarked;
