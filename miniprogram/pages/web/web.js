'use strict';

const config = require('../../config');

Component({ data: { site: config.site } });
