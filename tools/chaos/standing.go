package chaos

import (
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// judgeStanding: the record shows what the process itself says, and the process waits for nobody but people and time.
func judgeStanding(f *finding) (wrong []string) {
	view := f.record.View
	if f.working {
		wrong = append(wrong, "the process still works")
	}
	if unwritten := len(f.state.GetUnwritten()); unwritten > 0 || f.state.GetVersion() != view.GetVersion() {
		wrong = append(wrong, fmt.Sprintf("the process is at version %d with %d lines unwritten, the record at %d", f.state.GetVersion(), unwritten, view.GetVersion()))
	}
	if !slices.Equal(f.state.GetParties(), view.GetParties()) {
		wrong = append(wrong, fmt.Sprintf("parties of the process are %v, of the record %v", f.state.GetParties(), view.GetParties()))
	}
	if !slices.EqualFunc(f.state.GetTasks(), view.GetTasks(), equal) {
		wrong = append(wrong, "the tasks of the process are not those of the record")
	}
	if !slices.EqualFunc(f.state.GetTerms(), view.GetTerms(), equal) {
		wrong = append(wrong, "the terms of the process are not those of the record")
	}
	if !slices.EqualFunc(f.state.GetKeeping().GetFired(), view.GetFired(), equal) || !slices.EqualFunc(f.state.GetKeeping().GetDefaults(), view.GetDefaults(), equal) {
		wrong = append(wrong, "what the clock of the process did is not what the record shows")
	}
	facts := f.state.ProtoReflect().Descriptor().Fields().ByName("facts")
	shown := view.ProtoReflect().WhichOneof(view.ProtoReflect().Descriptor().Oneofs().ByName("facts"))
	if facts == nil || shown == nil || !proto.Equal(message(f.state, facts), message(view, shown)) {
		wrong = append(wrong, "the facts of the process are not those of the record")
	}
	return wrong
}

func message(of proto.Message, field protoreflect.FieldDescriptor) proto.Message {
	return of.ProtoReflect().Get(field).Message().Interface()
}

func equal[M proto.Message](one, other M) bool { return proto.Equal(one, other) }
