namespace Orchestra.Generation.Conditions.Language;

/// <summary>A condition as a tree, the same for every dialect. Ranges, <c>in</c> and <c>between</c> are comparisons here.</summary>
internal abstract record ConditionExpression
{
    /// <summary>Nodes of the tree, shared ones counted each time: walking it costs that much.</summary>
    public abstract int Size { get; }

    /// <summary>Levels of the tree.</summary>
    public abstract int Depth { get; }

    public sealed record Literal(ConditionValue Value) : ConditionExpression
    {
        public override int Size => 1;

        public override int Depth => 1;
    }

    public sealed record Variable(VariablePath Path) : ConditionExpression
    {
        public override int Size => 1;

        public override int Depth => 1;
    }

    public sealed record Not(ConditionExpression Inner) : ConditionExpression
    {
        public override int Size { get; } = 1 + Inner.Size;

        public override int Depth { get; } = 1 + Inner.Depth;
    }

    public sealed record And(IReadOnlyList<ConditionExpression> Parts) : ConditionExpression
    {
        public override int Size { get; } = SizeOf(Parts);

        public override int Depth { get; } = DepthOf(Parts);
    }

    public sealed record Or(IReadOnlyList<ConditionExpression> Parts) : ConditionExpression
    {
        public override int Size { get; } = SizeOf(Parts);

        public override int Depth { get; } = DepthOf(Parts);
    }

    public sealed record Compare(ComparisonOperator Operator, ConditionExpression Left, ConditionExpression Right) : ConditionExpression
    {
        public override int Size { get; } = 1 + Left.Size + Right.Size;

        public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);
    }

    public sealed record Arithmetic(ArithmeticOperator Operator, ConditionExpression Left, ConditionExpression Right) : ConditionExpression
    {
        public override int Size { get; } = 1 + Left.Size + Right.Size;

        public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);
    }

    public sealed record Call(ConditionFunction Function, IReadOnlyList<ConditionExpression> Arguments) : ConditionExpression
    {
        public override int Size { get; } = SizeOf(Arguments);

        public override int Depth { get; } = DepthOf(Arguments);
    }

    /// <summary>if … then … else …, … ? … : ….</summary>
    public sealed record Choice(ConditionExpression Test, ConditionExpression Then, ConditionExpression Else) : ConditionExpression
    {
        public override int Size { get; } = 1 + Test.Size + Then.Size + Else.Size;

        public override int Depth { get; } = 1 + Math.Max(Test.Depth, Math.Max(Then.Depth, Else.Depth));
    }

    public sealed record List(IReadOnlyList<ConditionExpression> Items) : ConditionExpression
    {
        public override int Size { get; } = SizeOf(Items);

        public override int Depth { get; } = DepthOf(Items);
    }

    /// <summary>The nodes right below.</summary>
    public IReadOnlyList<ConditionExpression> Children =>
        this switch
        {
            Not not => [not.Inner],
            And and => and.Parts,
            Or or => or.Parts,
            Compare compare => [compare.Left, compare.Right],
            Arithmetic arithmetic => [arithmetic.Left, arithmetic.Right],
            Call call => call.Arguments,
            Choice choice => [choice.Test, choice.Then, choice.Else],
            List list => list.Items,
            _ => [],
        };

    /// <summary>The variables read, each once, in the order of the text.</summary>
    public IReadOnlyList<VariablePath> Variables()
    {
        var found = new List<VariablePath>();
        var seen = new HashSet<VariablePath>();
        Collect(this);
        return found;

        void Collect(ConditionExpression node)
        {
            if (node is Variable variable && seen.Add(variable.Path))
            {
                found.Add(variable.Path);
            }

            foreach (var child in node.Children)
            {
                Collect(child);
            }
        }
    }

    /// <summary>The same tree over other variables.</summary>
    public ConditionExpression Rename(Func<VariablePath, VariablePath> name) =>
        this switch
        {
            Variable variable => new Variable(name(variable.Path)),
            Not not => new Not(not.Inner.Rename(name)),
            And and => new And([.. and.Parts.Select(p => p.Rename(name))]),
            Or or => new Or([.. or.Parts.Select(p => p.Rename(name))]),
            Compare compare => new Compare(compare.Operator, compare.Left.Rename(name), compare.Right.Rename(name)),
            Arithmetic arithmetic => new Arithmetic(arithmetic.Operator, arithmetic.Left.Rename(name), arithmetic.Right.Rename(name)),
            Call call => new Call(call.Function, [.. call.Arguments.Select(a => a.Rename(name))]),
            Choice choice => new Choice(choice.Test.Rename(name), choice.Then.Rename(name), choice.Else.Rename(name)),
            List list => new List([.. list.Items.Select(i => i.Rename(name))]),
            _ => this,
        };

    private static int SizeOf(IReadOnlyList<ConditionExpression> parts) => 1 + parts.Sum(p => p.Size);

    private static int DepthOf(IReadOnlyList<ConditionExpression> parts) => 1 + parts.Select(p => p.Depth).DefaultIfEmpty(0).Max();
}
