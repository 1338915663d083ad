"""The placement engine. Standard library only; imports nothing of ours.

    rules.check(problem)                                          raises Refused
    seats.arithmetic(problem) -> (Room, ...)                      seats short, capacity needed
    halves.search(problem, seed=0, locks={}, ...) -> Split        which stand in which round
    plan.plan(problem, seed=0, objective=CONVEX, stay=0) -> Plan  who goes where
    proof.verify(problem, plan) -> Proof                          the certificate again, one pass
    company.judge(problem, plan) -> Company                       company cost, and a bound on it
    live.Live(problem, plan, stay=5)                              propose(event), accept, undo
    live.step(problem, plan, event) -> Proposal                   one event from stored values
    moves.round_over(problem, seats, round, visits) -> Problem     plan the rest from what was seen
    explain.why, explain.stand_story, explain.report              reasons
    suggest.suggest(problem, person, round, guests)               stands with room, plan or not

Values in and out are the frozen ones of `model` and `events`. Import what you use from its module.
"""
