namespace Orchestra.Modeling.Sequence;

/// <summary>A fragment whose end was not read yet.</summary>
/// <param name="Fragment">The fragment.</param>
/// <param name="Keyword">The keyword that opened it.</param>
/// <param name="Column">Its column, from 1.</param>
internal sealed record OpenFragment(FragmentElement Fragment, string Keyword, int Column);
