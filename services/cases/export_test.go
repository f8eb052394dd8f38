package cases

// TellStanding is for tests from outside: Run does it for the service.
var TellStanding = tellStanding
