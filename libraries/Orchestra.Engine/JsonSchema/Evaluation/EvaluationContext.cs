using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Compilation;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>The state of one validation: where it stands, what it found, and how much it has spent.</summary>
internal sealed class EvaluationContext(SchemaOptions options, bool collecting)
{
    // Ten matches that take their full time are an attack or a mistake: the eleventh would be no wiser.
    private static readonly TimeSpan AllPatternTime = 10 * SchemaPattern.Timeout;

    private static readonly List<SchemaError> NoErrors = [];

    // A schema takes a few frames of some hundred bytes each: far less than the runtime wants free when it is asked.
    private const int StackCheckMask = 7;

    // Only where errors are wanted in the end: the quick pass has no use for the path.
    private readonly List<PathStep>? _path = collecting ? [] : null;
    private readonly int _maxDepth = options.MaxDepth;
    private readonly long _maxEvaluations = options.MaxEvaluations;
    private List<SchemaError> _errors = collecting ? [] : NoErrors;
    private SchemaResource? _outermost;
    private SchemaResource? _innermost;
    private List<SchemaResource>? _scope;
    private List<(SchemaNode Node, int InstanceDepth)>? _active;
    private int _depth;
    private int _instanceDepth;
    private long _evaluations;
    private TimeSpan _patternTime;

    /// <summary>Errors are wanted, not only the answer.</summary>
    public bool Collecting { get; private set; } = collecting;

    /// <summary>The bound that ended the validation: what was not looked at counts as invalid.</summary>
    public SchemaError? Abort { get; private set; }

    /// <summary>Nothing further would change the result.</summary>
    public bool IsDone => !Collecting || Abort is not null || _errors.Count >= options.MaxErrors;

    public IReadOnlyList<SchemaError> Findings() => Abort is null ? _errors : [.. _errors.Take(options.MaxErrors - 1), Abort];

    /// <summary>Starts a schema, unless a bound is reached. Pairs with <see cref="Leave"/> when it answers <see cref="Entry.Entered"/>.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="outer">The resource around it, for <see cref="Leave"/>.</param>
    public Entry Enter(SchemaNode node, out SchemaResource? outer)
    {
        outer = _innermost;
        if (!TryCount(node))
        {
            return Entry.Refused;
        }

        if ((_depth & StackCheckMask) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            StopTooDeep(node);
            return Entry.Refused;
        }

        if (node.MayReenter)
        {
            if (IsActive(node))
            {
                return Entry.Reentered;
            }

            (_active ??= []).Add((node, _instanceDepth));
        }

        _depth++;
        if (!ReferenceEquals(outer, node.Resource))
        {
            EnterResource(node.Resource);
        }

        return Entry.Entered;
    }

    public void Leave(SchemaNode node, SchemaResource? outer)
    {
        _depth--;
        if (!ReferenceEquals(outer, node.Resource))
        {
            _innermost = outer;
            _scope?.RemoveAt(_scope.Count - 1);
        }

        if (node.MayReenter)
        {
            _active!.RemoveAt(_active.Count - 1);
        }
    }

    /// <summary>Counts a schema against the bounds: all that one needs that leads to no other.</summary>
    public bool TryCount(SchemaNode node)
    {
        if (Abort is not null)
        {
            return false;
        }

        if (_depth >= _maxDepth)
        {
            StopTooDeep(node);
            return false;
        }

        if (++_evaluations > _maxEvaluations)
        {
            Stop(node.Pointer, "$limit", $"the validation takes too long: stopped after {_maxEvaluations} evaluated schemas");
            return false;
        }

        return true;
    }

    /// <summary>The target that the outermost document entered so far has; null when none has one.</summary>
    public SchemaNode? Outermost(IReadOnlyDictionary<SchemaResource, SchemaNode> targets)
    {
        if (_scope is null)
        {
            return _outermost is not null ? targets.GetValueOrDefault(_outermost) : null;
        }

        foreach (var resource in _scope)
        {
            if (targets.TryGetValue(resource, out var target))
            {
                return target;
            }
        }

        return null;
    }

    /// <summary>Evaluates a schema on a property's value.</summary>
    public bool EvaluateProperty(SchemaNode node, JsonProperty property, JsonElement value) =>
        EvaluateBelow(node, value, _path is null ? default : new PathStep(JsonText.NameOf(property), 0));

    /// <summary>Evaluates a schema on an item.</summary>
    public bool EvaluateItem(SchemaNode node, JsonElement item, int index) => EvaluateBelow(node, item, new PathStep(null, index));

    /// <summary>Evaluates a schema on something that is no value of the instance: a property's name.</summary>
    public bool EvaluateDetached(SchemaNode node, JsonElement value)
    {
        _instanceDepth++;
        var valid = node.Evaluate(value, this, marks: null);
        _instanceDepth--;
        return valid;
    }

    /// <summary>Evaluates for the answer only: nothing is reported.</summary>
    public bool EvaluateQuietly(SchemaNode node, JsonElement instance, EvaluatedMarks? marks)
    {
        var collecting = Collecting;
        Collecting = false;
        var valid = node.Evaluate(instance, this, marks);
        Collecting = collecting;
        return valid;
    }

    /// <inheritdoc cref="EvaluateQuietly"/>
    public bool EvaluateItemQuietly(SchemaNode node, JsonElement item, int index)
    {
        var collecting = Collecting;
        Collecting = false;
        var valid = EvaluateItem(node, item, index);
        Collecting = collecting;
        return valid;
    }

    /// <inheritdoc cref="EvaluateApart"/>
    public IReadOnlyList<SchemaError>? EvaluateDetachedApart(SchemaNode node, JsonElement value)
    {
        _instanceDepth++;
        var errors = EvaluateApart(node, value, marks: null);
        _instanceDepth--;
        return errors;
    }

    /// <summary>Evaluates with a list of errors of its own; null when the schema holds.</summary>
    public IReadOnlyList<SchemaError>? EvaluateApart(SchemaNode node, JsonElement instance, EvaluatedMarks? marks)
    {
        var outer = _errors;
        _errors = [];
        var valid = node.Evaluate(instance, this, marks);
        var own = _errors;
        _errors = outer;
        return valid ? null : own;
    }

    /// <summary>Reports a violation at the current place; always false, so that callers can return it.</summary>
    public bool Fail(string schemaPointer, string keyword, string message)
    {
        Add(InstancePointer(), schemaPointer, keyword, message);
        return false;
    }

    /// <inheritdoc cref="Fail(string, string, string)"/>
    public bool Fail(Keyword keyword, string message) => Fail(keyword.Pointer, keyword.Name, message);

    /// <summary>Reports a violation at a property of the current object.</summary>
    public bool FailAt(string property, string keyword, string schemaPointer, string message)
    {
        Add(JsonPointer.Append(InstancePointer(), property), schemaPointer, keyword, message);
        return false;
    }

    /// <summary>Reports a violation at an item of the current array.</summary>
    public bool FailAt(int index, string keyword, string schemaPointer, string message)
    {
        Add($"{InstancePointer()}/{index}", schemaPointer, keyword, message);
        return false;
    }

    /// <summary>Ends the validation: it cannot be decided. A plain failure would not do, since <c>not</c> turns those round.</summary>
    public void Stop(string schemaPointer, string keyword, string message) =>
        Abort ??= new SchemaError(InstancePointer(), schemaPointer, keyword, message);

    /// <summary>Matches a pattern within its time; ends the validation when it takes longer.</summary>
    public bool Matches(SchemaPattern pattern, ReadOnlySpan<char> text, string schemaPointer, string keyword)
    {
        if (Abort is not null)
        {
            return false;
        }

        if (pattern.IsLinear)
        {
            return pattern.TryMatch(text) ?? TimedOut(pattern, schemaPointer, keyword);
        }

        var start = Stopwatch.GetTimestamp();
        var outcome = pattern.TryMatch(text);
        _patternTime += Stopwatch.GetElapsedTime(start);
        return _patternTime > AllPatternTime
            ? TimedOut(pattern, schemaPointer, keyword)
            : outcome ?? TimedOut(pattern, schemaPointer, keyword);
    }

    private bool TimedOut(SchemaPattern pattern, string schemaPointer, string keyword)
    {
        Stop(schemaPointer, keyword, $"the pattern {Wording.Quote(pattern.Source)} takes too long to match and was given up");
        return false;
    }

    private bool EvaluateBelow(SchemaNode node, JsonElement value, PathStep step)
    {
        _instanceDepth++;
        _path?.Add(step);
        var valid = node.Evaluate(value, this, marks: null);
        _path?.RemoveAt(_path.Count - 1);
        _instanceDepth--;
        return valid;
    }

    private bool IsActive(SchemaNode node)
    {
        for (var i = (_active?.Count ?? 0) - 1; i >= 0 && _active![i].InstanceDepth == _instanceDepth; i--)
        {
            if (ReferenceEquals(_active[i].Node, node))
            {
                return true;
            }
        }

        return false;
    }

    // The first is kept apart: nearly all schemas are one resource and need no list.
    private void EnterResource(SchemaResource resource)
    {
        _innermost = resource;
        if (_outermost is null)
        {
            _outermost = resource;
            return;
        }

        (_scope ??= [_outermost]).Add(resource);
    }

    private void StopTooDeep(SchemaNode node) =>
        Stop(node.Pointer, "$limit", $"the instance or the schema is nested too deeply: stopped after {_depth} schemas inside one another");

    private void Add(string instancePointer, string schemaPointer, string keyword, string message)
    {
        if (Abort is null && _errors.Count < options.MaxErrors)
        {
            _errors.Add(new SchemaError(instancePointer, schemaPointer, keyword, message));
        }
    }

    private string InstancePointer()
    {
        var pointer = new StringBuilder();
        foreach (var step in _path ?? [])
        {
            pointer.Append('/');
            if (step.Name is null)
            {
                pointer.Append(step.Index);
            }
            else
            {
                pointer.Append(JsonPointer.Escape(step.Name));
            }
        }

        return pointer.ToString();
    }
}
