# The decision of usage checks as Open Policy Agent makes it, from the same facts.
package usage

system := data.systems[input.system]

person := data.people[input.person]

denials contains "unknown_person" if not person

denials contains "unknown_system" if not system

denials contains system.state if system.state != "live"

denials contains "purpose_out_of_scope" if not input.purpose in system.purposes

denials contains "data_class_out_of_scope" if not input.dataClass in system.dataClasses

denials contains "user_out_of_scope" if not person.team in system.teams

check := {"allowed": count(denials) == 0, "denials": denials}
