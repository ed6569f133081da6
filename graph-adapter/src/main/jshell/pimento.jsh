// What a prompt needs: the imports, and values shown as they print.
import dev.pimento.*;
import dev.pimento.access.*;
import dev.pimento.directory.*;
import dev.pimento.graph.*;
import dev.pimento.knowledge.*;
import dev.pimento.lifecycle.*;
import dev.pimento.policy.*;
import dev.pimento.simulation.*;
import dev.pimento.tenant.*;
import dev.pimento.text.*;
import dev.pimento.time.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
/set mode pimento concise -quiet
/set prompt pimento "pimento> " "    ...> "
/set format pimento display ""
/set format pimento display "{value}{post}" expression
/set truncation pimento 100000
