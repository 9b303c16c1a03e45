namespace Orchestra.Modeling.Bpmn;

/// <summary>
/// Watches the characters that an XmlReader is about to parse. An XmlReader holds all attributes of a start tag at once, so a tag with a
/// million of them has to be refused before it gets there. In well-formed XML a raw <c>&lt;</c> starts markup wherever it is not inside a
/// comment or CDATA, so each real start tag is counted exactly; inside comments a count can only be too high.
/// </summary>
internal struct TagGuard
{
    private bool _inTag;
    private bool _first;
    private int _quote;
    private int _attributes;
    private int _length;
    private int _line;

    /// <summary>Takes the next character.</summary>
    /// <exception cref="BpmnSourceException">A tag is too long or has too many attributes.</exception>
    public void Push(int character)
    {
        if (character == '\n')
        {
            _line++;
        }

        if (character == '<')
        {
            (_inTag, _first, _quote, _attributes, _length) = (true, true, 0, 0, 0);
            return;
        }

        if (_inTag)
        {
            PushInTag(character);
        }
    }

    private void PushInTag(int character)
    {
        if (_first)
        {
            _first = false;
            if (character is '!' or '?' or '/')
            {
                _inTag = false;
                return;
            }
        }

        if (++_length > BpmnLimits.TagLength)
        {
            throw new BpmnSourceException(
                $"a start tag is longer than {BpmnLimits.TagLength} characters: shorten its attributes",
                _line + 1
            );
        }

        if (_quote != 0)
        {
            _quote = character == _quote ? 0 : _quote;
        }
        else if (character is '"' or '\'')
        {
            _quote = character;
        }
        else if (character == '>')
        {
            _inTag = false;
        }
        else if (character == '=' && ++_attributes > BpmnLimits.AttributesOfElement)
        {
            throw new BpmnSourceException($"an element has more than {BpmnLimits.AttributesOfElement} attributes: remove some", _line + 1);
        }
    }
}
