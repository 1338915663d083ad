"""The placement engine. Standard library only; imports nothing of ours.

    check(problem)                                              raises Refused (rules)
    arithmetic(problem) -> (Room, ...)                          seats short, capacity needed (seats)
    plan(problem, seed=0, objective=CONVEX, stay=0) -> Plan     who goes where (plan)
    search(problem, seed=0, locks={}, ...) -> Split             which stand in which round (halves)
    verify(problem, plan) -> Proof                              the certificate again, one pass
    (proof)

Values in and out are the frozen ones of `model`. Import what you use from its module.
"""
