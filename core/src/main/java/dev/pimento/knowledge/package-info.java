/**
 * Dated facts about the service, kept as data that can be replaced: the built-in roles, the default
 * role settings, and a switch for each behaviour where the documentation is silent or contradicts
 * itself.
 */
@NullMarked
package dev.pimento.knowledge;

import org.jspecify.annotations.NullMarked;
