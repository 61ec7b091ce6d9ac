/**
 * What every implementation of a Salvor interface owes its callers, as tests: extend the contract of the interface, give it the thing under
 * test, and add the tests of your own. Authors of plugins outside this repository can do the same.
 */
package org.salvor.testkit;
