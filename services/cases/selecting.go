package cases

import "slices"

// selects says whether a case is one of those that the query asks for, apart from where it stands in the list.
func (q CaseQuery) selects(r *row) bool {
	return q.selectsParty(r) && q.selectsName(r) && q.selectsState(r) && q.selectsPlace(r)
}

// selectsParty selects by who is party, or was told. Nobody in particular is nobody, unless everyone is asked for.
func (q CaseQuery) selectsParty(r *row) bool {
	switch {
	case q.Parties != nil:
		if !share(q.Parties, r.Parties) {
			return false
		}
	case q.Told == nil && !q.Everyone:
		return false
	}
	return (q.Told == nil || share(q.Told, r.Told)) && (q.Escalation == "" || slices.Contains(r.Escalations, q.Escalation))
}

// selectsName selects by the ids of the cases themselves, of those that they are about, and of their dossiers.
func (q CaseQuery) selectsName(r *row) bool {
	named := slices.Contains(q.IDs, r.id)
	about := share(q.About, r.About)
	inDossier := slices.Contains(q.Dossiers, r.Dossier)
	if q.Either {
		return named || about || inDossier
	}
	return (q.IDs == nil || named) && (q.About == nil || about) && (q.Dossiers == nil || inDossier)
}

// selectsState selects by how the case stands.
func (q CaseQuery) selectsState(r *row) bool {
	return (q.Procedure == "" || q.Procedure == r.Procedure) &&
		(q.Phase == "" || q.Phase == r.Phase) &&
		(q.Closed == nil || *q.Closed == r.Closed) &&
		(!q.Due || r.NextOn < noDate) &&
		(!q.Running || r.Running) &&
		(!q.Defaulted || r.Defaulted) &&
		(q.OpenFor == nil || share(q.OpenFor, r.OpenFor)) &&
		(!q.AnyOpen || len(r.OpenFor) > 0)
}

// selectsPlace selects by the schools and the municipality.
func (q CaseQuery) selectsPlace(r *row) bool {
	return (q.School == "" || slices.Contains(r.Schools, q.School)) &&
		(q.Municipality == "" || q.Municipality == r.Municipality) &&
		(q.Applicant == nil || slices.Contains(q.Applicant, r.Applicant)) &&
		(q.Receiver == nil || slices.Contains(q.Receiver, r.Receiver))
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
