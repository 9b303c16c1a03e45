namespace Orchestra.Engine.Specs.Text;

/// <summary>The members of an object or the items of an array, in document order; nothing for other values.</summary>
internal readonly struct SpecChildren(SpecNode parent)
{
    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(parent);

    /// <summary>Walks from sibling to sibling.</summary>
    internal struct Enumerator(SpecNode parent)
    {
        private readonly int _end = parent.Tree[parent.Index].End;
        private int _current = -1;

        /// <summary>The child at hand.</summary>
        public readonly SpecNode Current => new(parent.Tree, _current);

        /// <summary>Goes to the next child.</summary>
        public bool MoveNext()
        {
            _current = _current < 0 ? parent.Index + 1 : parent.Tree[_current].End;
            return _current < _end;
        }
    }
}
