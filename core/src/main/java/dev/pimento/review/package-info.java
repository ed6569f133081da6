/**
 * Access reviews: {@link dev.pimento.review.AccessReview} says who is in scope and who reviews whom
 * (facts 186 to 188), its {@link dev.pimento.review.ReviewResult} turns decisions into a plan, and
 * an {@link dev.pimento.review.EvidencePack} keeps all of it as text that can be verified later.
 */
@NullMarked
package dev.pimento.review;

import org.jspecify.annotations.NullMarked;
