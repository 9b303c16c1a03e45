using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>
/// Finds the earlier answer that gives the value of a reference. <c>applicationId</c> is the <c>id</c> of an application, or a member of the
/// same name. Sure matches go before likely ones, POSTs before others, the thing itself before a mention of it, the nearest step before those further back.
/// </summary>
internal static class IdWiring
{
    private enum Match
    {
        /// <summary>The id of the thing itself.</summary>
        Own,

        /// <summary>A member of the same name in an answer about something else.</summary>
        Mention,

        /// <summary>The id of a thing whose name is only related.</summary>
        Related,

        /// <summary>The id of a thing of the same type as what the call answers.</summary>
        SameType,
    }

    /// <summary>The value; null where no earlier step gives it.</summary>
    public static WiredValue? Find(Reference reference, IReadOnlyList<EarlierStep> earlier)
    {
        (EarlierStep Step, ResponseField Field, Match Match)? best = null;
        (int, int, int, int, int) bestRank = default;
        for (var i = earlier.Count - 1; i >= 0; i--)
        {
            foreach (var field in earlier[i].Fields)
            {
                if ((MatchOf(reference, field) ?? MatchByType(reference, field)) is not { } match)
                {
                    continue;
                }

                var rank = (
                    match switch
                    {
                        Match.SameType => 2,
                        Match.Related => 1,
                        _ => 0,
                    },
                    field.IsListed ? 1 : 0,
                    earlier[i].Method == "POST" ? 0 : 1,
                    match == Match.Own ? 0 : 1,
                    earlier.Count - i
                );
                if (best is null || rank.CompareTo(bestRank) < 0)
                {
                    (best, bestRank) = ((earlier[i], field, match), rank);
                }
            }
        }

        return best is { } found ? Read(found.Step, found.Field, found.Match) : null;
    }

    /// <summary>The id of the thing itself, where the step's answer carries it; null otherwise.</summary>
    public static WiredValue? FindOwn(Reference reference, EarlierStep step) =>
        step.Fields.FirstOrDefault(field => !field.IsListed && MatchOf(reference, field) == Match.Own) is { } own
            ? Read(step, own, Match.Own)
            : null;

    private static WiredValue Read(EarlierStep step, ResponseField field, Match match)
    {
        var template = TemplateText.ResponseOf(step.Alias, field.Path);
        var by = match is Match.Own or Match.Mention ? WiringSource.Name : WiringSource.Type;
        return new WiredValue(template, TemplateText.Shown(template), by);
    }

    private static Match? MatchOf(Reference reference, ResponseField field)
    {
        var words = ResourceWords.Of(reference.Name);
        if (words.Count == 0 || !TypesFit(reference, field))
        {
            return null;
        }

        var owner = reference.Owner is null ? [] : ResourceWords.Of(reference.Owner);
        var last = words[^1];
        var isId = ResourceWords.IsId(last);
        if (!isId && !ResourceWords.IsKey(last))
        {
            return reference.InPath ? MatchByOwner(words, owner, field) : null;
        }

        var resource = words.Count > 1 ? [.. words.Take(words.Count - 1)] : owner;
        if (resource.Count == 0)
        {
            return null;
        }

        var isOwn = field.Resources.Any(r => ResourceWords.Same(r, resource));
        var namesIt = field.Words is [var only] && (isId ? ResourceWords.IsId(only) : only == last);
        var sameName = ResourceWords.Same(field.Words, words);
        if (isOwn && (namesIt || (sameName && words.Count > 1)))
        {
            return Match.Own;
        }

        if (sameName && words.Count > 1 && (isId || reference.InPath))
        {
            return Match.Mention;
        }

        var isRelated =
            field.Resources.Any(r => ResourceWords.Related(r, resource))
            || (reference.InPath && field.Resources.Any(r => ResourceWords.Same(r, owner)));
        return namesIt && isId && isRelated ? Match.Related : null;
    }

    // /users/{username} is the username of a user, /orders/{order} the id of an order.
    private static Match? MatchByOwner(IReadOnlyList<string> words, IReadOnlyList<string> owner, ResponseField field)
    {
        var isOwn = field.Resources.Any(r => ResourceWords.Same(r, owner));
        if (isOwn && ResourceWords.Same(field.Words, words))
        {
            return Match.Own;
        }

        return field.Words is [var only] && ResourceWords.IsId(only) && field.Resources.Any(r => ResourceWords.Same(r, words))
            ? Match.Own
            : null;
    }

    // /widgets/{key} that answers a Widget takes the id of the Widget that was made.
    private static Match? MatchByType(Reference reference, ResponseField field) =>
        reference.Types.Count > 0
        && !field.IsListed
        && field.Words is [var only]
        && ResourceWords.IsId(only)
        && field.Resources.Any(resource => reference.Types.Any(type => ResourceWords.Same(resource, type)))
        && TypesFit(reference, field)
            ? Match.SameType
            : null;

    private static bool TypesFit(Reference reference, ResponseField field)
    {
        if (field.Type is "boolean" or "null")
        {
            return false;
        }

        return reference.InPath || reference.Type is null || field.Type is null || IsText(field.Type) == IsText(reference.Type);
    }

    private static bool IsText(string type) => type == "string";
}
